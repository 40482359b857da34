-- grain: payment_id, invoice_id, entry
-- kind: view
-- Money received for no known invoice, less what was sent back of it, where more than the tolerance is left.
with received as (
    select
        payment_id, invoice_id, entry, customer_id, currency, payment_date, amount,
        -- Money without an invoice belongs to its customer, where that is stated.
        sum(greatest(amount, 0)) over (
            partition by invoice_id, if(invoice_id is null, customer_id, null), currency
            order by payment_date, payment_id, entry
            rows between unbounded preceding and current row
        ) as received_so_far,
        sum(least(amount, 0)) over (
            partition by invoice_id, if(invoice_id is null, customer_id, null), currency
            order by payment_date, payment_id, entry
            rows between unbounded preceding and unbounded following
        ) as gone_amount
    from int_payments
    where is_success
        and not has_invoice
        and not is_undone
)

select
    payment_id, invoice_id, entry, customer_id, currency, payment_date,
    cast(least(amount, received_so_far + gone_amount) as decimal(19, 4)) as amount,
    struct(payment_id, invoice_id, entry) as cash_id
from received
where amount > 0
    and least(amount, received_so_far + gone_amount) > terms.minor_units(:tolerance, currency)
