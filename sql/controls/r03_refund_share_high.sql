-- grain: order_id
-- control: R03
-- title: Refund of most of the order
-- type: S
-- severity: low
-- precedence: signal
-- needs: returns.order_id, orders.qty|order_lines.qty, orders.price|order_lines.price
-- policy: refund_share_limit
-- A share needs an order above zero; the rest is R01's. What took down an overpayment of the order is left out. Both
-- sides are without tax, or both with it.
select
    order_id,
    terms.in_currency(:refund_share_limit * worth_amount, currency) as expected_amount,
    paid_back_amount as actual_amount,
    null as amount,
    concat(
        cast(round(100 * (paid_back_amount) / worth_amount, 1) as decimal(19, 1)), ' % of the order refunded'
    ) as evidence
from int_orders
where worth_amount > 0
    and paid_back_amount > :refund_share_limit * worth_amount
