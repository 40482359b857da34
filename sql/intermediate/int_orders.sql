-- grain: order_id
-- kind: table
-- Every order at the end of the as-of day with what was billed, collected and paid back on it; amounts in its currency.
-- Currency: the order's own, else the only one its invoices are in. Invoices in another currency than the order's are
-- counted in other_currency_invoices and in no amount. sent_back_amount: what refunds took down of overpayments. billed_amount is
-- face value: void is 0, later charges are apart.
with billed as (
    select
        order_id,
        currency,
        sum(invoiced_amount) as billed_amount,
        sum(paid_amount) as paid_amount,
        sum(open_amount) as open_amount,
        sum(sent_back_amount) as sent_back_amount,
        count_if(not is_void) as invoices_count,
        min(invoice_date) filter (where not is_void) as first_invoice_date
    from int_invoices
    where has_order
    group by order_id, currency
),

invoiced as (
    select
        order_id,
        if(count(*) = 1, max(currency), null) as only_currency,
        sum(invoices_count) as invoices_count,
        min(first_invoice_date) as first_invoice_date
    from billed
    group by order_id
),

returned as (
    select
        order_id,
        sum(refund_amount) as refunded_amount,
        sum(qty) as returned_qty,
        count(*) as returns_count,
        min(return_date) as first_return_date,
        max(return_date) as last_return_date
    from known_returns
    where order_id is not null
    group by order_id
),

orders as (
    select
        known_orders.order_id,
        known_orders.customer_id,
        known_orders.order_date,
        known_orders.sku,
        known_orders.qty,
        known_orders.price,
        known_orders.discount,
        known_orders.gross_amount,
        known_orders.net_amount,
        known_orders.status,
        known_orders.sales_rep_id,
        coalesce(
            nullif(known_orders.currency, :default_currency), invoiced.only_currency, :default_currency
        ) as own_currency,
        coalesce(invoiced.invoices_count, 0) as invoices_count,
        invoiced.first_invoice_date
    from known_orders
    left join invoiced on known_orders.order_id = invoiced.order_id
)

select
    orders.order_id,
    orders.customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    orders.order_date,
    orders.sku,
    known_products.category,
    orders.qty,
    orders.price,
    orders.discount,
    orders.gross_amount,
    orders.net_amount,
    known_products.list_price,
    known_products.cost_price,
    orders.status as order_status,
    coalesce(orders.status in ('completed', 'complete', 'delivered', 'fulfilled'), false) as is_completed,
    terms.is_cancelled(orders.status) as is_cancelled,
    coalesce(orders.status in ('returned', 'refunded'), false) as is_returned,
    orders.sales_rep_id,
    orders.own_currency as currency,
    cast(coalesce(billed.billed_amount, 0) as decimal(19, 4)) as billed_amount,
    orders.invoices_count,
    orders.invoices_count - coalesce(billed.invoices_count, 0) as other_currency_invoices,
    orders.first_invoice_date,
    cast(coalesce(billed.paid_amount, 0) as decimal(19, 4)) as paid_amount,
    cast(coalesce(billed.open_amount, 0) as decimal(19, 4)) as open_amount,
    cast(coalesce(returned.refunded_amount, 0) as decimal(19, 4)) as refunded_amount,
    cast(coalesce(billed.sent_back_amount, 0) as decimal(19, 4)) as sent_back_amount,
    cast(coalesce(returned.returned_qty, 0) as decimal(19, 4)) as returned_qty,
    coalesce(returned.returns_count, 0) as returns_count,
    returned.first_return_date,
    returned.last_return_date
from orders
left join billed on orders.order_id = billed.order_id and orders.own_currency = billed.currency
left join returned on orders.order_id = returned.order_id
left join known_customers on orders.customer_id = known_customers.customer_id
left join known_products on orders.sku = known_products.sku
