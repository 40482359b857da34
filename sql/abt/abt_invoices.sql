-- grain: observation_date, invoice_id
-- kind: table
-- Open invoices at each observation date: features known at its end and a label that looks after it (1 = a balance is left
-- at due date + horizon). Rates 0–1, days in days, money in currency; null: no history, or nothing to divide by.
-- The star takes every feature of int_observation_features, so that a new one is named there alone; sql/FEATURES.md defines each.
select
    * except (
        task, order_id, claim, due_date, paid_amount, due_amount, customer_failed_attempts, billed_invoices, billed_amount,
        claims, recovered_claims
    ),
    coalesce(terms.ageing_bucket(days_past_due, :ageing), terms.no_due_date()) as ageing_bucket,
    double(amount) * billed_invoices / nullif(double(billed_amount), 0) as amount_to_usual,
    datediff(last_day(due_date), due_date) as due_days_to_month_end,
    datediff(add_months(trunc(due_date, 'quarter'), 3), due_date) - 1 as due_days_to_quarter_end,
    customer_failed_attempts as failed_attempts
from int_observation_features
where task = 'default'
