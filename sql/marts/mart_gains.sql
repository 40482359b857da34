-- grain: task, model, model_version, slice, segment, decile
-- kind: table
-- rows: few
-- What the first tenths of each ranking hold, summed from the top. Shares 0–1; a ranking that says nothing gives the diagonal.
select
    task,
    model,
    model_version,
    slice,
    segment,
    position as decile,
    max(observations) as observations,
    max(value) filter (where metric = 'events') as events,
    max(value) filter (where metric = 'event_share') as event_share,
    max(value) filter (where metric = 'lift') as lift,
    max(value) filter (where metric = 'amount_share') as amount_share
from score_evaluation
where topic = 'gains'
group by task, model, model_version, slice, segment, position
