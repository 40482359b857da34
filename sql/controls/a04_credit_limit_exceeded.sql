-- grain: customer_id, currency
-- control: A04
-- title: Credit limit exceeded
-- type: S
-- severity: medium
-- precedence: signal
-- needs: customers.credit_limit
-- policy: tolerance
-- A limit has no currency of its own: customers who are billed in several are not judged.
with customers as (
    select
        customer_id,
        max(currency) as currency,
        sum(outstanding_amount) as outstanding_amount
    from int_invoices
    where customer_id is not null
    group by customer_id
    having min(currency) = max(currency)
)

select
    customers.customer_id,
    customers.currency,
    known_customers.region,
    known_customers.credit_limit as expected_amount,
    customers.outstanding_amount as actual_amount,
    customers.outstanding_amount - known_customers.credit_limit as amount,
    concat('owes ', terms.money_text(customers.outstanding_amount, customers.currency)) as evidence
from customers
inner join known_customers
    on customers.customer_id = known_customers.customer_id
where customers.outstanding_amount - known_customers.credit_limit > terms.minor_units(:tolerance, currency)
