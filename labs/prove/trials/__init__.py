"""One file for each experiment on any service, named after its anti-pattern, and the table of them all."""

from labs.prove.trials import (
    file_logs,
    fixed_config,
    local_state,
    manual_build,
    manual_dependencies,
    single_database,
    slow_start,
    unsafe_stop,
)
from labs.prove.vocabulary import Trial

TRIALS: dict[int, Trial] = {
    module.TRIAL.number: module.TRIAL
    for module in (
        local_state,
        manual_dependencies,
        unsafe_stop,
        slow_start,
        manual_build,
        fixed_config,
        file_logs,
        single_database,
    )
}
