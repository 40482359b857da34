-- grain: as_of_date, currency, customer_id
-- The customers who owe most (balance_rank) and those to whom most was paid back (refund_rank).
with mart_customer_risk as (
    select
        as_of_date, currency, customer_id, customer_name, region, segment, balance_rank, open_invoices, paid_amount,
        outstanding_amount, overdue_amount, share, cumulative_share, late_ratio, refund_amount, refund_ratio,
        expected_loss, default_prob, risk_bucket
    from mart_customer_risk
    where outstanding_amount > 0 or refund_amount > 0
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency
            order by refund_amount desc, customer_id
            rows between unbounded preceding and current row
        ) as refund_rank
    from mart_customer_risk
)

select * from ranked
where (balance_rank <= 25 and outstanding_amount > 0) or (refund_rank <= 15 and refund_amount > 0)
