-- grain: promise_id
-- kind: view
-- Promises to pay that the as-of day knows, with what came on their invoice from the promise to its day, and what became of
-- them: pending until that day is over, then kept or broken. amount: promised; null is all that was open.
with received as (
    select
        known_promises.promise_id,
        coalesce(sum(int_payments.amount), 0.00) as received_amount
    from known_promises
    left join int_payments
        on known_promises.invoice_id = int_payments.invoice_id
        and int_payments.is_success
        and not int_payments.is_undone
        and int_payments.payment_date between known_promises.promise_date and known_promises.pay_by_date
    group by known_promises.promise_id
)

select
    known_promises.promise_id,
    known_promises.invoice_id,
    int_invoices.customer_id,
    int_invoices.currency,
    known_promises.promise_date,
    known_promises.pay_by_date,
    known_promises.amount,
    received.received_amount,
    case
        when int_invoices.open_amount <= terms.minor_units(:tolerance, int_invoices.currency) then 'kept'
        when received.received_amount
            >= known_promises.amount - terms.minor_units(:tolerance, int_invoices.currency) then 'kept'
        when known_promises.pay_by_date >= :as_of then 'pending'
        else 'broken'
    end as promise_status
from known_promises
inner join received on known_promises.promise_id = received.promise_id
inner join int_invoices on known_promises.invoice_id = int_invoices.invoice_id
