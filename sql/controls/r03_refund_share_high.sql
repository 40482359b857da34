-- grain: order_id
-- control: R03
-- title: Refund of most of the order
-- type: S
-- severity: low
-- precedence: signal
-- needs: returns.order_id, orders.qty, orders.price
-- policy: refund_share_limit
-- A share needs an order above zero; the rest is R01's. What took down an overpayment of the order is left out.
select
    order_id,
    round(:refund_share_limit * net_amount, 2) as expected_amount,
    refunded_amount - sent_back_amount as actual_amount,
    null as amount,
    concat(
        cast(round(100 * (refunded_amount - sent_back_amount) / net_amount, 1) as decimal(19, 1)), ' % of the order refunded'
    ) as evidence
from int_orders
where net_amount > 0
    and refunded_amount - sent_back_amount > :refund_share_limit * net_amount
