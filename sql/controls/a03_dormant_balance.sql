-- grain: invoice_id
-- control: A03
-- title: Dormant balance
-- type: T
-- severity: medium
-- precedence: collection
-- needs: invoices.customer_id|orders.customer_id
-- policy: tolerance, dormant_days
-- Each open invoice of a customer who has neither paid nor ordered, nor been billed, for long.
with

events as (
    select customer_id, greatest(invoice_date, last_payment_date) as event_date
    from int_invoices
    where customer_id is not null
        and not is_void
    union all
    select customer_id, order_date as event_date
    from int_orders
),

customers as (
    select customer_id, max(event_date) as last_event_date
    from events
    group by customer_id
    having datediff(:as_of, max(event_date)) >= :dormant_days
)

select
    int_invoices.invoice_id,
    int_invoices.amount as expected_amount,
    int_invoices.paid_amount as actual_amount,
    int_invoices.open_amount as amount,
    concat('nothing from the customer since ', customers.last_event_date) as evidence
from int_invoices
inner join customers
    on int_invoices.customer_id = customers.customer_id
where not int_invoices.is_void
    and int_invoices.open_amount > terms.minor_units(:tolerance, currency)
