-- grain: order_id
-- kind: table
-- Every order at the end of the as-of day with what was billed, collected and paid back; amounts in its currency. Invoices in
-- another are counted in other_currency_invoices and in no amount. sent_back_amount: what refunds took down of overpayments.
-- worth_amount is what compared_refund_amount compares with, less that paid_back_amount: all without tax if every refund
-- states its net, else with tax.
with int_order_bills as (
    select
        order_id, currency, billed_amount, memo_amount, gross_amount, paid_amount, balance_amount, overpaid_amount,
        invoices_count, first_invoice_date
    from int_order_bills
),

invoiced as (
    select
        order_id,
        sum(invoices_count) as invoices_count,
        min(first_invoice_date) as first_invoice_date
    from int_order_bills
    group by order_id
),

returned as (
    select
        order_id,
        sum(refund_amount) as refunded_amount,
        if(count(net_amount) = count(*), sum(net_amount), null) as net_amount,
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
        known_orders.*,
        invoiced.first_invoice_date,
        coalesce(invoiced.invoices_count, 0) as all_invoices_count,
        known_orders.currency as own_currency
    from known_orders
    left join invoiced on known_orders.order_id = invoiced.order_id
),

compared as (
    select
        orders.order_id, orders.customer_id, orders.order_date, orders.status, orders.sales_rep_id, orders.own_currency,
        int_order_nets.sku, int_order_nets.qty, int_order_nets.price, int_order_nets.discount, int_order_nets.gross_amount,
        int_order_nets.net_amount, int_order_nets.lines_count, orders.all_invoices_count, orders.first_invoice_date,
        int_order_bills.billed_amount, int_order_bills.memo_amount, int_order_bills.invoices_count, int_order_bills.paid_amount,
        int_order_bills.balance_amount, returned.refunded_amount, returned.returned_qty, returned.returns_count,
        returned.first_return_date, returned.last_return_date,
        returned.net_amount is not null as has_net_refunds,
        coalesce(returned.net_amount, returned.refunded_amount, 0) as compared_refund_amount,
        coalesce(greatest(least(returned.refunded_amount, int_order_bills.overpaid_amount), 0), 0) as sent_back_amount,
        if(
            returned.net_amount is not null or int_order_bills.gross_amount = int_order_bills.billed_amount, null,
            int_order_bills.gross_amount / nullif(int_order_bills.billed_amount, 0)
        ) as tax_factor
    from orders
    inner join int_order_nets on orders.order_id = int_order_nets.order_id
    left join int_order_bills on orders.order_id = int_order_bills.order_id and orders.own_currency = int_order_bills.currency
    left join returned on orders.order_id = returned.order_id
)

select
    compared.order_id, compared.customer_id, known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    compared.order_date, compared.sku, known_products.category, compared.qty, compared.price, compared.discount,
    compared.gross_amount, compared.net_amount, compared.lines_count, known_products.list_price, known_products.cost_price,
    compared.status as order_status,
    coalesce(compared.status in ('completed', 'complete', 'delivered', 'fulfilled'), false) as is_completed,
    terms.is_cancelled(compared.status) as is_cancelled,
    coalesce(compared.status in ('returned', 'refunded'), false) as is_returned,
    compared.sales_rep_id,
    compared.own_currency as currency,
    cast(coalesce(compared.billed_amount, 0) as decimal(19, 4)) as billed_amount,
    cast(coalesce(compared.memo_amount, 0) as decimal(19, 4)) as memo_amount,
    compared.all_invoices_count as invoices_count,
    compared.all_invoices_count - coalesce(compared.invoices_count, 0) as other_currency_invoices,
    compared.first_invoice_date,
    cast(coalesce(compared.paid_amount, 0) as decimal(19, 4)) as paid_amount,
    cast(coalesce(compared.balance_amount, 0) + compared.sent_back_amount as decimal(19, 4)) as open_amount,
    cast(coalesce(compared.refunded_amount, 0) as decimal(19, 4)) as refunded_amount,
    cast(compared.sent_back_amount as decimal(19, 4)) as sent_back_amount,
    compared.has_net_refunds,
    cast(compared.compared_refund_amount as decimal(19, 4)) as compared_refund_amount,
    cast(if(
        has_net_refunds and sent_back_amount > 0,
        terms.in_currency(
            compared_refund_amount - compared_refund_amount * sent_back_amount / refunded_amount, own_currency
        ),
        compared_refund_amount - sent_back_amount
    ) as decimal(19, 4)) as paid_back_amount,
    if(tax_factor is null, net_amount, terms.in_currency(net_amount * tax_factor, own_currency)) as worth_amount,
    cast(coalesce(compared.returned_qty, 0) as decimal(19, 4)) as returned_qty,
    coalesce(compared.returns_count, 0) as returns_count,
    compared.first_return_date,
    compared.last_return_date
from compared
left join known_customers on compared.customer_id = known_customers.customer_id
left join known_products on compared.sku = known_products.sku
