-- grain: task, model_version, measure, subject
-- kind: table
-- rows: few
-- What moved since the model learnt: stability index of each feature and of the score, and outcomes against earlier scores.
-- Limits hold what another draw of customers, and the days since training, explain; null value: too few rows.
select
    task,
    model_version,
    metric as measure,
    subject,
    value,
    lower as lower_limit,
    upper as upper_limit,
    observations,
    verdict as drift_status
from score_evaluation
where topic = 'drift'
