-- grain: order_id
-- control: B03
-- title: Order billed above its net amount
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, invoices.order_id|invoice_lines.order_id
-- policy: tolerance
-- money: invoices
select
    order_id,
    net_amount as expected_amount,
    billed_amount as actual_amount,
    billed_amount - net_amount as amount,
    concat('billed by ', terms.counted(invoices_count, 'invoice'), ', the first of ', first_invoice_date) as evidence
from int_orders
where invoices_count > 0
    and other_currency_invoices = 0
    and billed_amount - net_amount > terms.minor_units(:tolerance, currency)
