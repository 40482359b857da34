-- grain: order_id
-- control: R05
-- title: Returned order still open
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: orders.status, invoices.order_id|invoice_lines.order_id
-- policy: tolerance
-- money: invoices
select
    order_id,
    0.00 as expected_amount,
    open_amount as actual_amount,
    open_amount as amount,
    concat(
        'returned order with ', terms.counted(invoices_count, 'invoice'), ', refunded ',
        terms.money_text(refunded_amount, currency)
    ) as evidence
from int_orders
where is_returned
    and open_amount > terms.minor_units(:tolerance, currency)
