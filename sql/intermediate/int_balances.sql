-- grain: invoice_id
-- kind: view
-- What was asked for, came in and is open on each invoice at the end of the as-of day, from events alone. amount = invoiced +
-- charges; open_amount = amount - paid - credited - written off + recovered, never clipped. Credited: granted discounts, too.
-- Write-offs count up to what the others leave open, recovered_amount is their rest. Last payment: of the money that stayed.
-- Only void and draft invoices leave the receivables, all their lines with them. due_date: of the oldest part not settled.
with invoices as (
    select
        invoice_id, order_id, customer_id, invoice_date, due_date as own_due_date, amount as face_amount,
        currency, status as stored_status, ledger_state, status_date, stored_amount_paid, stored_paid_date,
        is_reconstructed, visible_from, terms.is_void(ledger_state) as is_void
    from known_invoices
),

reductions as (
    select invoice_id, amount as credited, if(is_cash_discount, amount, 0) as discounted, 0 as written_off
    from int_known_credits
    union all
    select invoice_id, 0 as credited, 0 as discounted, amount as written_off
    from int_known_write_offs
),

charged as (
    select
        invoice_id,
        sum(amount) as charges_amount,
        max_by(new_due_date, struct(charge_date, charge_id))
            filter (where new_due_date is not null) as new_due_date
    from known_charges
    group by invoice_id
),

paid as (
    select
        invoice_id,
        sum(amount) as paid_amount,
        max(payment_date) filter (where amount > 0) as last_payment_date,
        count(*) as payments_count
    from known_payments
    where is_success
    group by invoice_id
),

-- Of invoices on which money went back.
stayed as (
    select invoice_id, max(payment_date) filter (where amount > 0 and not is_undone) as last_payment_date
    from int_reversals
    where known_to = :as_of
    group by invoice_id
),

reduced as (
    select invoice_id, sum(credited) as credited_amount, sum(discounted) as discount, sum(written_off) as written_off_amount
    from reductions group by invoice_id
),

balances as (
    select
        invoices.invoice_id, invoices.order_id, invoices.customer_id, invoices.invoice_date, invoices.face_amount,
        invoices.currency, invoices.own_due_date, charged.new_due_date,
        cast(if(is_void, 0, invoices.face_amount) as decimal(19, 4)) as invoiced_amount,
        cast(if(is_void, 0, coalesce(charged.charges_amount, 0)) as decimal(19, 4)) as charges_amount,
        cast(coalesce(paid.paid_amount, 0) as decimal(19, 4)) as paid_amount,
        cast(if(is_void, 0, coalesce(reduced.credited_amount, 0)) as decimal(19, 4)) as credited_amount,
        cast(if(is_void, 0, coalesce(reduced.written_off_amount, 0)) as decimal(19, 4)) as written_off_amount,
        cast(coalesce(reduced.discount, 0) as decimal(19, 4)) as cash_discount_amount,
        int_disputes.invoice_id is not null as is_disputed, int_disputes.contested_amount,
        if(stayed.invoice_id is null, paid.last_payment_date, stayed.last_payment_date) as last_payment_date,
        coalesce(paid.payments_count, 0) as payments_count,
        is_void, is_reconstructed, visible_from, stored_status, ledger_state, status_date, stored_amount_paid, stored_paid_date
    from invoices
    left join charged on invoices.invoice_id = charged.invoice_id
    left join paid on invoices.invoice_id = paid.invoice_id
    left join stayed on invoices.invoice_id = stayed.invoice_id
    left join reduced on invoices.invoice_id = reduced.invoice_id
    left join int_disputes on invoices.invoice_id = int_disputes.invoice_id
),

owed as (
    select
        *,
        cast(invoiced_amount + charges_amount as decimal(19, 4)) as amount,
        invoiced_amount + charges_amount - paid_amount - credited_amount as owed_amount
    from balances
),

recovered as (
    select *, cast(greatest(written_off_amount - greatest(owed_amount, 0), 0) as decimal(19, 4)) as recovered_amount
    from owed
),

opened as (
    select *, cast(owed_amount - written_off_amount + recovered_amount as decimal(19, 4)) as open_amount
    from recovered
),

carried as (
    select *, open_amount - greatest(charges_amount, 0) - terms.minor_units(:tolerance, currency) as carried_amount
    from opened
),

-- One part at most meets the balance: charges above zero are due with the last part, those below zero settle the oldest.
due as (
    select
        carried.*,
        coalesce(greatest(int_instalments.due_date, carried.new_due_date), carried.own_due_date) as due_date,
        int_instalments.invoice_id is not null as is_in_parts
    from carried
    left join int_instalments
        on carried.invoice_id = int_instalments.invoice_id
        and coalesce(carried_amount > later_amount, later_amount is null)
        and coalesce(carried_amount <= rest_amount, rest_amount is null)
)

select
    *, open_amount > terms.minor_units(:tolerance, currency) as is_open, datediff(:as_of, due_date) as days_past_due,
    case when is_disputed then least(greatest(open_amount, 0), coalesce(contested_amount, greatest(open_amount, 0))) else 0 end
        as disputed_amount
from due
