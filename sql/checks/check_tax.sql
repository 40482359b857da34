-- grain: currency, tax_share
-- Orders whose invoices state no net amount and are above what the orders say by a constant share, which is taken for tax.
select
    int_invoices.currency,
    int_invoice_orders.tax_share,
    count(distinct int_invoice_orders.order_id) as orders,
    count(distinct int_invoices.customer_id) as customers,
    sum(int_invoice_orders.gross_amount - int_invoice_orders.net_amount) as amount,
    min(int_invoice_orders.order_id) as example
from int_invoice_orders
inner join int_invoices on int_invoice_orders.invoice_id = int_invoices.invoice_id
where int_invoice_orders.tax_share is not null and not int_invoice_orders.is_void
group by int_invoices.currency, int_invoice_orders.tax_share
