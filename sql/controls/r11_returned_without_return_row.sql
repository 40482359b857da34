-- grain: order_id
-- control: R11
-- title: Returned order without a return
-- type: Q
-- severity: low
-- precedence: quality
-- needs: orders.status, returns.order_id
-- policy: none
select
    order_id,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat('order of ', order_date, ' marked ', order_status) as evidence
from int_orders
where is_returned
    and returns_count = 0
