exec { 'git-clone-shop':
    command => '/usr/bin/git clone https://git.example.org/shop.git /srv/shop',
    creates => '/srv/shop/.git/config',
}

cron { 'stats':
    command => '/srv/shop/venv/bin/python3 /srv/shop/jobs/stats.py',
    minute  => '*/5',
}
