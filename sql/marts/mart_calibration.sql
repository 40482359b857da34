-- grain: task, model_version, slice, bin
-- Predicted against observed: bins of equal count by predicted probability, on data the model was not fitted on.
select
    task,
    model_version,
    slice,
    bin,
    mean_predicted,
    observed_rate,
    lowest_predicted,
    highest_predicted,
    observations
from score_calibration
