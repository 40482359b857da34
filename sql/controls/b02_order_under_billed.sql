-- grain: order_id
-- control: B02
-- title: Order billed below its net amount
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, invoices.order_id|invoice_lines.order_id
-- policy: tolerance
-- An order without any invoice is B01's. Without a status column no order counts as cancelled.
-- Invoices in another currency than the order's cannot be compared. What a credit memo takes back was billed, as what a
-- credit note takes back was.
select
    order_id,
    net_amount as expected_amount,
    billed_amount + memo_amount as actual_amount,
    net_amount - billed_amount - memo_amount as amount,
    concat('billed by ', terms.counted(invoices_count, 'invoice'), ', the first of ', first_invoice_date) as evidence
from int_orders
where not coalesce(is_cancelled, false)
    and invoices_count > 0
    and other_currency_invoices = 0
    and net_amount - billed_amount - memo_amount > terms.minor_units(:tolerance, currency)
