-- grain: source_table, currency
-- kind: kept
-- Where every source row is at the as-of day: rows_in = rows_clean + rows_quarantined + rows_duplicate + rows_not_yet.
-- Not cut at the as-of day: rows dated or known later are counted as not yet, and what is only later has no row here;
-- rows_in - rows_not_yet and the other counts do not depend on them. currency '*': a table without, control totals.
-- staged_rows is made from SourceTable: every staging table. A row that never counts (conflict_from = visible_from) is a copy.
with placed as (
    select
        source_table,
        currency,
        case when visible_from <= :as_of and conflict_from > :as_of then 1 else 0 end as clean,
        0 as quarantined,
        case
            when visible_from > :as_of then 0
            when conflict_from > :as_of then source_copies - 1
            when conflict_from = visible_from then source_copies
            else 0
        end as duplicate,
        case when visible_from > :as_of then source_copies else 0 end as not_yet,
        coalesce(amount, 0) as amount
    from staged_rows
    union all
    select
        source_table,
        currency,
        0,
        case when coalesce(first_visible_from <= :as_of, true) then copies else 0 end,
        0,
        case when first_visible_from > :as_of and not is_staged then copies else 0 end,
        coalesce(amount, 0)
    from ops_quarantine
),

counted as (
    select
        source_table,
        currency,
        sum(clean) as rows_clean,
        sum(quarantined) as rows_quarantined,
        sum(duplicate) as rows_duplicate,
        sum(not_yet) as rows_not_yet,
        sum(amount) filter (where clean > 0) as amount_clean,
        sum(quarantined * amount) filter (where quarantined > 0) as amount_quarantined,
        sum(duplicate * amount) filter (where duplicate > 0) as amount_duplicate,
        sum(not_yet * amount) filter (where not_yet > 0) as amount_not_yet
    from placed
    group by source_table, currency
),

compared as (
    select
        ops_counts.source_table,
        ops_counts.currency,
        ops_counts.rows_in,
        coalesce(counted.rows_clean, 0) as rows_clean,
        coalesce(counted.rows_quarantined, 0) as rows_quarantined,
        coalesce(counted.rows_duplicate, 0) as rows_duplicate,
        coalesce(counted.rows_not_yet, 0) as rows_not_yet,
        ops_counts.amount_in,
        coalesce(counted.amount_clean, 0) as amount_clean,
        coalesce(counted.amount_quarantined, 0) as amount_quarantined,
        coalesce(counted.amount_duplicate, 0) as amount_duplicate,
        coalesce(counted.amount_not_yet, 0) as amount_not_yet
    from ops_counts
    left join counted
        on ops_counts.source_table = counted.source_table
        and ops_counts.currency = counted.currency
    where ops_counts.rows_in <> coalesce(counted.rows_not_yet, 0)
)

select * from compared
