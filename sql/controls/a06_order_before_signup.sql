-- grain: order_id
-- control: A06
-- title: Order before the customer signed up
-- type: Q
-- severity: low
-- precedence: quality
-- needs: orders, customers.signup_date
-- policy: none
with stg_customers as (
    select customer_id, signup_date
    from stg_customers
    where visible_from <= :as_of
        and conflict_from > :as_of
)

select
    int_orders.order_id,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat('order of ', int_orders.order_date, ', sign-up ', stg_customers.signup_date) as evidence
from int_orders
inner join stg_customers
    on int_orders.customer_id = stg_customers.customer_id
where int_orders.order_date < stg_customers.signup_date
