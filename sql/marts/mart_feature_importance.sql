-- grain: task, model_version, feature, method
-- kind: table
-- rows: few
-- What the models look at: the importance of each feature by each method, 1 = the most important.
select
    task,
    model_version,
    subject as feature,
    metric as method,
    value as importance,
    row_number() over (
        partition by task, model_version, metric
        order by value desc, subject
        rows between unbounded preceding and current row
    ) as importance_rank
from score_evaluation
where topic = 'importance'
