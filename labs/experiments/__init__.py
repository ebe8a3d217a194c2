"""One file for each experiment, named after its anti-pattern, and the table of them all."""

from labs.experiment import Experiment
from labs.experiments import (
    file_logs,
    fixed_config,
    local_state,
    manual_build,
    manual_dependencies,
    single_database,
    slow_start,
    unsafe_stop,
)

EXPERIMENTS: dict[int, Experiment] = {
    module.EXPERIMENT.number: module.EXPERIMENT
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
