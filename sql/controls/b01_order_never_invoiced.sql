-- grain: order_id
-- control: B01
-- title: Completed order never invoiced
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.status|shipments, orders.qty, orders.price, invoices.order_id
-- policy: tolerance, billing_grace_days
-- An order whose only invoices are void was never invoiced. What was shipped must be invoiced, whatever the status says.
-- The grace counts from the last shipment, without shipments from the order's day.
with shipped as (
    select order_id, max(shipped_date) as shipped_date
    from known_shipments
    group by order_id
),

unbilled as (
    select
        int_orders.order_id,
        int_orders.net_amount,
        shipped.shipped_date is not null as is_shipped,
        coalesce(shipped.shipped_date, int_orders.order_date) as since
    from int_orders
    left join shipped
        on int_orders.order_id = shipped.order_id
    where int_orders.invoices_count = 0
        and int_orders.net_amount > :tolerance
        and not int_orders.is_cancelled
        and not int_orders.is_returned
        and (int_orders.is_completed or shipped.shipped_date is not null)
)

select
    order_id,
    net_amount as expected_amount,
    0.00 as actual_amount,
    net_amount as amount,
    concat(
        if(is_shipped, 'order shipped on ', 'completed order of '), since, ', ',
        datediff(:as_of, since), ' days without an invoice'
    ) as evidence
from unbilled
where datediff(:as_of, since) > :billing_grace_days
