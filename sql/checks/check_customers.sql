-- grain: currency, customer_id
-- Customers whose figures are not the sum of their invoices in the marts and of their refunds.
with lines as (
    select
        currency, coalesce(customer_id, 'Unknown') as customer_id, outstanding_amount as outstanding, paid_amount as paid,
        0 as refunded
    from mart_invoice_risk
    union all
    select currency, coalesce(customer_id, 'Unknown'), 0, 0, refund_amount
    from int_refunds
),

summed as (
    select
        currency, customer_id, sum(outstanding) as outstanding, sum(paid) as paid, sum(refunded) as refunded
    from lines
    group by currency, customer_id
),

customers as (
    select
        currency, customer_id, sum(outstanding_amount) as mart_outstanding, sum(paid_amount) as mart_paid,
        sum(refund_amount) as mart_refunded
    from mart_customer_risk
    group by currency, customer_id
)

select
    coalesce(summed.currency, customers.currency) as currency,
    coalesce(summed.customer_id, customers.customer_id) as customer_id,
    summed.outstanding,
    customers.mart_outstanding,
    summed.paid,
    customers.mart_paid,
    cast(summed.refunded as decimal(19, 3)) as refunded,
    customers.mart_refunded
from summed
full join customers on summed.currency = customers.currency and summed.customer_id = customers.customer_id
where summed.outstanding is distinct from customers.mart_outstanding
    or summed.paid is distinct from customers.mart_paid
    or summed.refunded is distinct from customers.mart_refunded
