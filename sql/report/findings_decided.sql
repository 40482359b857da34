-- grain: as_of_date, currency, place
-- The findings that a person decided about, the dismissed ones first, the largest amount of each first.
with mart_leakage_findings as (
    select
        as_of_date, currency, finding_id, control_title, entity_id, amount, decision, decided_date, decision_until_date,
        decision_reason, decision_owner, coalesce(is_dismissed, false) as is_dismissed
    from mart_leakage_findings
    where decision is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency
            order by is_dismissed desc, coalesce(amount, 0) desc, finding_id
            rows between unbounded preceding and current row
        ) as place
    from mart_leakage_findings
)

select * from ranked
where place <= 25
