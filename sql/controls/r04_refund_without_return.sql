-- grain: return_id
-- control: R04
-- title: Refund without goods or without the order's status
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, orders.status
-- policy: tolerance
-- Nothing came back (quantity zero), or the order exists and is not marked returned. An unknown
-- quantity or status is no finding; a refund on a cancelled order is one: nothing came back. What sent an
-- overpayment back needs no goods.
select
    int_refunds.return_id,
    int_refunds.order_id,
    int_refunds.customer_id,
    int_refunds.currency,
    int_refunds.region,
    0.00 as expected_amount,
    int_refunds.refund_amount - int_refunds.sent_back_amount as actual_amount,
    int_refunds.refund_amount - int_refunds.sent_back_amount as amount,
    concat(
        'returned quantity ',
        coalesce(cast(cast(int_refunds.qty as decimal(19, 0)) as string), 'unknown'),
        ', order ', coalesce(int_refunds.order_status, 'of unknown status')
    ) as evidence
from int_refunds
left join int_orders
    on int_refunds.order_id = int_orders.order_id
where int_refunds.refund_amount - int_refunds.sent_back_amount > terms.minor_units(:tolerance, int_refunds.currency)
    and (
        int_refunds.qty = 0
        or (int_orders.order_status is not null and not int_orders.is_returned)
    )
