-- grain: as_of_date, currency, refund_band, category
-- Refunded orders by the share of the order that went back, and by product category.
with mart_refund_anomalies as (
    select
        as_of_date, currency, refund_band, refund_band_sort, coalesce(category, 'Unknown') as category, refund_amount,
        excess_amount, over_80
    from mart_refund_anomalies
)

select
    as_of_date,
    currency,
    refund_band,
    max(refund_band_sort) as refund_band_sort,
    category,
    count(*) as orders,
    sum(refund_amount) as refund_amount,
    sum(excess_amount) as excess_amount,
    count_if(over_80) as orders_over_80
from mart_refund_anomalies
group by as_of_date, currency, refund_band, category
