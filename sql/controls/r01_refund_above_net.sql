-- grain: order_id
-- control: R01
-- title: Refund above the order
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, orders.qty|order_lines.qty, orders.price|order_lines.price
-- policy: tolerance
-- What took down an overpayment of the order is left out. Both sides are without tax, or both with it.
select
    order_id,
    worth_amount as expected_amount,
    paid_back_amount as actual_amount,
    paid_back_amount - worth_amount as amount,
    concat(terms.counted(returns_count, 'refund'), ', the last of ', last_return_date) as evidence
from int_orders
where paid_back_amount - worth_amount > terms.minor_units(:tolerance, currency)
    and paid_back_amount > terms.minor_units(:tolerance, currency)
