-- grain: as_of_date, currency, place
-- The open invoices with the largest expected loss, and why: first those that may still be paid in time, then those beyond the
-- horizon, which need no prediction. Without a score the largest balance comes first.
with mart_invoice_risk as (
    select
        as_of_date, currency, invoice_id, customer_id, customer_name, region, due_date, days_past_due,
        outstanding_amount, default_prob, risk_bucket, expected_loss, model_status, reason_1, reason_2, reason_3
    from mart_invoice_risk
    where outstanding_amount > 0
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency
            order by model_status <=> 'defaulted', expected_loss desc nulls last, outstanding_amount desc, invoice_id
            rows between unbounded preceding and current row
        ) as place
    from mart_invoice_risk
)

select * from ranked
where place <= 25
