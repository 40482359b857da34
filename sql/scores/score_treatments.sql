-- grain: currency, quarter, debtor_id, claim_id
-- kind: table
-- The claims of each customer on the first published day of a quarter on which one of them was flagged or held out, as that
-- day published them. worklist_slices: mart_recovery_worklist of the published days before the as-of day. holdout_share: the
-- chance with which the customer was drawn; null: it was in no draw, and is in no comparison.
with flagged as (
    select
        as_of_date, concat(year(as_of_date), '-Q', quarter(as_of_date)) as quarter, currency, debtor_id, claim_id, invoice_id,
        order_id, amount, treatment, holdout_share
    from worklist_slices
    where treatment is not null
),

first_days as (
    select currency, quarter, debtor_id, min(as_of_date) as first_flagged_on
    from flagged
    group by currency, quarter, debtor_id
)

select
    flagged.currency,
    flagged.quarter,
    flagged.debtor_id,
    flagged.claim_id,
    flagged.invoice_id,
    flagged.order_id,
    first_days.first_flagged_on,
    flagged.treatment,
    flagged.holdout_share,
    flagged.amount
from flagged
inner join first_days
    on flagged.currency = first_days.currency
    and flagged.quarter = first_days.quarter
    and flagged.debtor_id = first_days.debtor_id
    and flagged.as_of_date = first_days.first_flagged_on
