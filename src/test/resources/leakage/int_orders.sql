with
billed as (
    select order_id, sum(invoiced_amount) as billed_amount, count(*) as invoices_count,
        min(invoice_date) as first_invoice_date
    from int_invoices where not is_void group by order_id
),
collected as (
    select order_id, sum(paid_amount) as paid_amount, sum(open_amount) as open_amount from int_invoices group by order_id
),
returned as (
    select order_id, sum(refund_amount) as refunded_amount, sum(qty) as returned_qty, count(*) as returns_count,
        min(return_date) as first_return_date, max(return_date) as last_return_date
    from int_refunds group by order_id
),
typed as (
    select
        order_id, text_orders.customer_id, customer_name, coalesce(region, 'Unknown') as region,
        coalesce(segment, 'Unknown') as segment, cast(order_date as date) as order_date, text_orders.sku, category,
        cast(qty as decimal(19, 4)) as qty, round(cast(price as decimal(19, 4)), 2) as price,
        round(cast(discount as decimal(19, 4)), 2) as discount,
        round(cast(list_price as decimal(19, 4)), 2) as list_price,
        round(cast(cost_price as decimal(19, 4)), 2) as cost_price, lower(status) as order_status,
        coalesce(lower(status) = 'completed', false) as is_completed,
        coalesce(lower(status) = 'cancelled', false) as is_cancelled,
        coalesce(lower(status) = 'returned', false) as is_returned, sales_rep_id, currency
    from text_orders
    left join text_customers on text_orders.customer_id = text_customers.customer_id
    left join text_products on text_orders.sku = text_products.sku
    where cast(order_date as date) <= :as_of
)
select
    typed.*, round(qty * price, 2) as gross_amount, round(qty * price - discount, 2) as net_amount,
    coalesce(billed_amount, 0.00) as billed_amount, coalesce(invoices_count, 0) as invoices_count, first_invoice_date,
    coalesce(paid_amount, 0.00) as paid_amount, coalesce(open_amount, 0.00) as open_amount,
    coalesce(refunded_amount, 0.00) as refunded_amount, coalesce(returned_qty, 0) as returned_qty,
    coalesce(returns_count, 0) as returns_count, first_return_date, last_return_date
from typed
left join billed on typed.order_id = billed.order_id
left join collected on typed.order_id = collected.order_id
left join returned on typed.order_id = returned.order_id
