select
    return_id, text_returns.order_id, coalesce(text_returns.customer_id, text_orders.customer_id) as customer_id,
    coalesce(text_returns.sku, text_orders.sku) as sku, coalesce(currency, 'EUR') as currency,
    coalesce(region, 'Unknown') as region,
    cast(return_date as date) as return_date, cast(text_returns.qty as decimal(19, 4)) as qty,
    round(cast(refund_amount as decimal(19, 4)), 2) as refund_amount, reason,
    text_orders.order_id is not null as has_order, cast(order_date as date) as order_date, lower(status) as order_status
from text_returns
left join text_orders on text_returns.order_id = text_orders.order_id
left join text_customers on text_orders.customer_id = text_customers.customer_id
where cast(return_date as date) <= :as_of
