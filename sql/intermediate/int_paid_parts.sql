-- grain: payment_id, invoice_id, entry, due_date
-- kind: view
-- What of each payment that stayed went to which part of its invoice, for invoices in parts. Payments, credit notes and
-- write-offs settle the oldest part first, in the order of their days; what is beyond the last part is its.
with int_invoices as (
    select invoice_id, currency, new_due_date
    from int_invoices
    where is_in_parts
),

parts as (
    select
        int_instalments.invoice_id,
        int_invoices.currency,
        greatest(int_instalments.due_date, int_invoices.new_due_date) as due_date,
        known_invoices.amount - rest_amount as before_amount,
        known_invoices.amount - later_amount as through_amount
    from int_instalments
    inner join int_invoices on int_instalments.invoice_id = int_invoices.invoice_id
    inner join known_invoices on int_instalments.invoice_id = known_invoices.invoice_id
),

reductions as (
    select invoice_id, 'payment' as kind, payment_date as event_date, payment_id as id, entry, amount
    from int_payments
    where is_success and amount > 0 and not is_undone
    union all
    select invoice_id, 'relief', credit_date, credit_note_id, entry, amount
    from known_credit_notes
    where amount > 0
    union all
    select invoice_id, 'relief', write_off_date, write_off_id, entry, amount
    from int_known_write_offs
    where amount > 0
),

filled as (
    select
        reductions.invoice_id,
        kind,
        event_date,
        id,
        entry,
        amount,
        sum(amount) over (
            partition by reductions.invoice_id
            order by event_date, kind, id, entry, amount
            rows between unbounded preceding and current row
        ) as so_far_amount
    from reductions
    inner join int_invoices on reductions.invoice_id = int_invoices.invoice_id
),

met as (
    select
        filled.id as payment_id,
        filled.invoice_id,
        filled.entry,
        parts.currency,
        filled.event_date as payment_date,
        parts.due_date,
        least(so_far_amount, coalesce(through_amount, so_far_amount))
            - greatest(so_far_amount - filled.amount, coalesce(before_amount, 0)) as amount
    from filled
    inner join parts
        on filled.invoice_id = parts.invoice_id
        and (before_amount is null or so_far_amount > before_amount)
        and (through_amount is null or so_far_amount - filled.amount < through_amount)
    where filled.kind = 'payment'
)

select payment_id, invoice_id, entry, currency, payment_date, due_date, cast(sum(amount) as decimal(19, 4)) as amount
from met
group by payment_id, invoice_id, entry, currency, payment_date, due_date
