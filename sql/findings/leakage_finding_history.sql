-- grain: finding_id
-- kind: view
-- When each finding was first and last seen on the published days, with what it said last; resolved: the first later
-- published day on which its control ran and did not find it. A day on which the control was skipped says nothing.
-- finding_slices, control_slices: find_leakage and find_controls of the published days up to the day asked for.
with

seen as (
    select
        finding_id,
        min(as_of_date) as first_seen,
        max(as_of_date) as last_seen,
        count(*) as days_seen
    from finding_slices
    group by finding_id
),

days as (
    select control_id, as_of_date
    from control_slices
    where status <> 'SKIPPED'
    group by control_id, as_of_date
),

newest as (
    select
        finding_slices.finding_id,
        finding_slices.control_id,
        finding_slices.control_title,
        finding_slices.leak_type,
        finding_slices.severity,
        finding_slices.entity_type,
        finding_slices.entity_id,
        finding_slices.customer_id,
        finding_slices.sales_rep_id,
        finding_slices.currency,
        finding_slices.amount,
        finding_slices.primary_amount,
        finding_slices.evidence,
        seen.first_seen,
        seen.last_seen,
        seen.days_seen
    from finding_slices
    inner join seen
        on finding_slices.finding_id = seen.finding_id
        and finding_slices.as_of_date = seen.last_seen
),

gone as (
    select newest.finding_id, min(days.as_of_date) as resolved
    from newest
    inner join days
        on newest.control_id = days.control_id
        and newest.last_seen < days.as_of_date
    group by newest.finding_id
)

select
    newest.finding_id,
    newest.control_id,
    newest.control_title,
    newest.leak_type,
    newest.severity,
    newest.entity_type,
    newest.entity_id,
    newest.customer_id,
    newest.sales_rep_id,
    newest.currency,
    newest.first_seen,
    newest.last_seen,
    gone.resolved,
    newest.days_seen,
    newest.amount,
    newest.primary_amount,
    newest.evidence
from newest
left join gone
    on newest.finding_id = gone.finding_id
