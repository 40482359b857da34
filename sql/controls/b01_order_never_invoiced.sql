-- grain: order_id
-- control: B01
-- title: Completed order never invoiced
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.status, orders.qty, orders.price, invoices.order_id
-- policy: tolerance, billing_grace_days
-- An order whose only invoices are void was never invoiced.
select
    order_id,
    net_amount as expected_amount,
    0.00 as actual_amount,
    net_amount as amount,
    concat(
        'completed order of ', order_date, ', ',
        datediff(:as_of, order_date), ' days without an invoice'
    ) as evidence
from int_orders
where is_completed
    and invoices_count = 0
    and net_amount > :tolerance
    and datediff(:as_of, order_date) > :billing_grace_days
