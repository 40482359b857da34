-- grain: task, model, model_version, slice, segment, metric
-- kind: table
-- rows: few
-- How good each model and each baseline is, with 95 % bootstrap bounds; a task that was not fitted has its verdict.
select
    task,
    model,
    model_version,
    slice,
    segment,
    metric,
    value,
    lower,
    upper,
    observations,
    verdict,
    slice_verdict
from score_evaluation
where topic = 'metric'
