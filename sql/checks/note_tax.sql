-- grain: table_name, rule
-- Orders whose invoices state no net amount and are above what the orders say by a constant share, which is taken for tax.
with taxed as (
    select
        int_invoices.currency,
        trim(trailing '.' from trim(trailing '0' from cast(int_invoice_orders.tax_share * 100 as string))) as tax_percent,
        count(distinct int_invoice_orders.order_id) as orders,
        count(distinct int_invoices.customer_id) as customers,
        sum(int_invoice_orders.gross_amount - int_invoice_orders.net_amount) as amount,
        min(int_invoice_orders.order_id) as example
    from int_invoice_orders
    inner join int_invoices on int_invoice_orders.invoice_id = int_invoices.invoice_id
    where int_invoice_orders.tax_share is not null and not int_invoice_orders.is_void
    group by int_invoices.currency, int_invoice_orders.tax_share
)

select
    'stg_invoices' as table_name,
    concat('orders look net, invoices gross: map net_amount, ', tax_percent, ' % ', currency) as rule,
    orders as rows,
    amount,
    concat(
        'orders look net, invoices gross: map net_amount. ', orders, if(orders = 1, ' order of ', ' orders of '), customers,
        if(customers = 1, ' customer ', ' customers '), if(orders = 1, 'is', 'are'), ' compared with what is billed less ',
        tax_percent, ' % of tax, ', terms.money_text(amount, currency), ' ', currency,
        ' in all, such as order ', example
    ) as sentence
from taxed
