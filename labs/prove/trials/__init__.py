"""One file for each experiment on any service, named after its anti-pattern, and the table of them all."""

from labs.prove.trials import file_logs, local_state, slow_start, unsafe_stop
from labs.prove.vocabulary import Trial

# In the order of what they tell for the time they take.
TRIALS: dict[int, Trial] = {
    module.TRIAL.number: module.TRIAL for module in (local_state, unsafe_stop, slow_start, file_logs)
}
