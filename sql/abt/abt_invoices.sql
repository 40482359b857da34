-- grain: observation_date, invoice_id
-- kind: table
-- Open invoices at each observation date: features known at its end and a label that looks after it (1 = a balance is left
-- at due date + horizon). Rates 0–1, days in days, money in currency; null: no history, or nothing to divide by.
-- What claims have as well is computed in int_observation_features; sql/FEATURES.md defines every feature.
select
    observation_date,
    entity_id as invoice_id,
    entity_id,
    customer_id,
    is_scoring,
    currency,
    region,
    segment,
    country,
    amount,
    open_amount,
    label,
    label_status,
    label_settled_on,
    coalesce(terms.ageing_bucket(days_past_due), terms.no_due_date()) as ageing_bucket,
    double(amount) * billed_invoices / nullif(double(billed_amount), 0) as amount_to_usual,
    days_past_due,
    datediff(last_day(due_date), due_date) as due_days_to_month_end,
    datediff(add_months(trunc(due_date, 'quarter'), 3), due_date) - 1 as due_days_to_quarter_end,
    customer_failed_attempts as failed_attempts,
    past_late_rate, terms_days, days_since_issue, paid_share, settled_invoices, late_amount_share, mean_days_late,
    median_days_late_last_12, max_days_late_last_12, days_late_last_1, mean_days_late_last_3,
    weighted_days_late_last_12, open_invoices, customer_open_amount, overdue_invoices, overdue_amount, overdue_share,
    mean_overdue_age_days, tenure_days, lifetime_amount, invoice_to_lifetime, mean_order_amount, orders, refunds,
    refund_order_share, refund_amount_share, failed_attempts_per_order, chargebacks, days_since_last_payment,
    product_category, discount_share, price_to_list, rep_late_share, rep_return_share, credit_score
from int_observation_features
where task = 'default'
