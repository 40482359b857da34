-- grain: order_id
-- control: R01
-- title: Refund above the order
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, orders.qty, orders.price
-- policy: tolerance
-- What took down an overpayment of the order is left out.
select
    order_id,
    net_amount as expected_amount,
    refunded_amount - sent_back_amount as actual_amount,
    refunded_amount - sent_back_amount - net_amount as amount,
    concat(returns_count, ' refunds, the last of ', last_return_date) as evidence
from int_orders
where refunded_amount - sent_back_amount - net_amount > :tolerance
    and refunded_amount - sent_back_amount > :tolerance
