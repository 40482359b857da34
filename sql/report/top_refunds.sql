-- grain: as_of_date, currency, place
-- The orders where most went back: first by what exceeds the order, then by the refund.
with mart_refund_anomalies as (
    select
        as_of_date, currency, order_id, customer_id, customer_name, region, category, order_date, order_status,
        net_amount, refund_amount, refund_pct, refund_band, excess_amount
    from mart_refund_anomalies
    where over_80
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency
            order by excess_amount desc, refund_amount desc, order_id
            rows between unbounded preceding and current row
        ) as place
    from mart_refund_anomalies
)

select * from ranked
where place <= 25
