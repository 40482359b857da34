-- grain: order_id
-- control: B01
-- title: Completed order never invoiced
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.status|shipments, orders.qty|order_lines.qty, orders.price|order_lines.price
-- needs: invoices.order_id|invoice_lines.order_id
-- policy: billing_grace_days, match_days, tolerance
-- An order whose only invoices are void was never invoiced. What was shipped must be invoiced, whatever the status says. The
-- grace counts from the last shipment, else from the order's day. An order that is billed elsewhere is B03's or B07's; one
-- whose money came without an invoice is C06's: bill it, and apply the money.
select
    int_unbilled_orders.order_id,
    int_unbilled_orders.net_amount as expected_amount,
    0.00 as actual_amount,
    int_unbilled_orders.net_amount as amount,
    concat(
        if(is_shipped, 'order shipped on ', 'completed order of '), since, ', ',
        datediff(:as_of, since), ' days without an invoice'
    ) as evidence
from int_unbilled_orders
left anti join int_unapplied_cash
    on int_unbilled_orders.order_id = int_unapplied_cash.met_order_id
        and int_unapplied_cash.met_type = 'order'
where datediff(:as_of, since) > :billing_grace_days
    and not is_billed_elsewhere
