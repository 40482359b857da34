-- grain: task, model_version, slice, bin
-- kind: table
-- rows: few
-- Predicted against observed: bins of equal count by predicted probability, on data the model was not fitted on.
select
    task,
    model_version,
    slice,
    position as bin,
    max(value) filter (where metric = 'mean_predicted') as mean_predicted,
    max(value) filter (where metric = 'observed_rate') as observed_rate,
    max(value) filter (where metric = 'lowest_predicted') as lowest_predicted,
    max(value) filter (where metric = 'highest_predicted') as highest_predicted,
    max(observations) as observations
from score_evaluation
where topic = 'calibration'
group by task, model_version, slice, position
