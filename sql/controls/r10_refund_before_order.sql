-- grain: return_id
-- control: R10
-- title: Refund before its order
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: returns.order_id, orders
-- policy: none
select
    return_id,
    order_id,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat('refunded ', return_date, ', order of ', order_date) as evidence
from int_refunds
where return_date < order_date
