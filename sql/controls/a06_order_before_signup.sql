-- grain: order_id
-- control: A06
-- title: Order before the customer signed up
-- type: Q
-- severity: low
-- precedence: quality
-- needs: orders, customers.signup_date
-- policy: none
select
    int_orders.order_id,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat('order of ', int_orders.order_date, ', sign-up ', known_customers.signup_date)
        as evidence
from int_orders
inner join known_customers
    on int_orders.customer_id = known_customers.customer_id
where int_orders.order_date < known_customers.signup_date
