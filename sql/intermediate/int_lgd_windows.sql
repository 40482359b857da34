-- grain: days_since_default
-- kind: view
-- The times after a default for which a loss given default is published. is_used: the longest, whose figure is used.
with windows as (
    select days_since_default
    from (values (90), (180), (365)) as t (days_since_default)
)

select
    days_since_default,
    days_since_default = max(days_since_default) over (
        order by days_since_default rows between unbounded preceding and unbounded following
    ) as is_used
from windows
