-- grain: order_id
-- control: A05
-- title: New sale to a delinquent customer
-- type: S
-- severity: medium
-- precedence: signal
-- needs: invoices.due_date, invoices.customer_id|invoices.order_id
-- policy: tolerance, delinquent_days
-- An order of a day on which an invoice of the customer was long overdue. An invoice that is paid by now was open until
-- its last payment.
with

delinquent as (
    select
        invoice_id,
        customer_id,
        date_add(due_date, :delinquent_days) as delinquent_from,
        if(open_amount > terms.minor_units(:tolerance, currency), :as_of, date_sub(last_payment_date, 1)) as delinquent_to
    from int_invoices
    where not is_void
        and customer_id is not null
        and days_past_due >= :delinquent_days
        and if(open_amount > terms.minor_units(:tolerance, currency), :as_of, date_sub(last_payment_date, 1))
            >= date_add(due_date, :delinquent_days)
)

select
    int_orders.order_id,
    0.00 as expected_amount,
    max(int_orders.net_amount) as actual_amount,
    max(int_orders.net_amount) as amount,
    concat('invoice ', min(delinquent.invoice_id), ' was long overdue on ', max(int_orders.order_date)) as evidence
from int_orders
inner join delinquent
    on int_orders.customer_id = delinquent.customer_id
    and int_orders.order_date between delinquent.delinquent_from and delinquent.delinquent_to
where not coalesce(int_orders.is_cancelled, false)
group by int_orders.order_id
