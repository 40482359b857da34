-- grain: invoice_id, valid_from
-- kind: view
-- Of invoices on which money went back or that are in parts: by the money that had stayed, as known on each day on which
-- something became known, the last payment and the first day on which the balance was settled. Undone payments are out; money
-- out counts from the start. What is no payment counts as it does elsewhere. Null outcome: not settled. Days late: of the part
-- that was settled the latest, each on the first day on which the balance was no more than what is due after it.
with lines as (
    select
        invoice_id, known_on, kind, movement_id, event_date, billed_amount, paid_amount, new_due_date, due_date,
        terms.minor_units(:tolerance, known_currency) as least_owed, if(kind = 'b', billed_amount, 0) as charged_amount
    from int_invoice_movements
),
undone as (
    select known_on as undone_from, known_to as undone_to, invoice_id, concat(payment_id, '|', entry) as movement_id, is_undone
    from int_reversals
),
followed as (
    select invoice_id
    from undone
    union
    select invoice_id
    from int_instalments
),
days as (
    select lines.invoice_id, lines.known_on as valid_from
    from lines
    inner join followed on lines.invoice_id = followed.invoice_id
    group by lines.invoice_id, lines.known_on
),
stayed as (
    select
        days.valid_from, lines.*,
        if(lines.paid_amount > 0, lines.paid_amount, 0) as received_amount,
        if(lines.paid_amount < 0, lines.paid_amount, 0) as gone_amount
    from days
    inner join lines on days.invoice_id = lines.invoice_id and lines.known_on <= days.valid_from
    left join undone
        on lines.invoice_id = undone.invoice_id and lines.movement_id = undone.movement_id and lines.kind = 'c'
        and days.valid_from between undone.undone_from and undone.undone_to
    where not coalesce(undone.is_undone, false)
),
running as (
    select
        *,
        min(known_on) over (partition by invoice_id, valid_from order by known_on, kind, movement_id
            rows between 1 following and 1 following) as next_known_on,
        sum(billed_amount) over so_far as billed_so_far,
        greatest(sum(charged_amount) over so_far, 0) as charges_so_far,
        sum(received_amount) over so_far
            + sum(gone_amount) over (partition by invoice_id, valid_from order by known_on, kind, movement_id
                rows between unbounded preceding and unbounded following) as stayed_so_far,
        max(case when new_due_date is not null then named_struct('charge_date', event_date,
            'charge_id', movement_id, 'new_due_date', new_due_date) end) over so_far as newest_due,
        max(if(gone_amount = 0 and kind <> 'e', event_date, null)) over so_far as last_event_date
    from stayed
    window so_far as (partition by invoice_id, valid_from order by known_on, kind, movement_id
        rows between unbounded preceding and current row)
),
parts as (
    select
        running.invoice_id,
        running.valid_from,
        int_instalments.due_date as part_due_date,
        max(if(received_amount > 0, event_date, null)) as last_payment_date,
        min(case
            when coalesce(next_known_on > known_on, true) and billed_so_far > least_owed
                    and billed_so_far - stayed_so_far
                        - if(later_amount is null, 0, later_amount + charges_so_far) <= least_owed
                then named_struct(
                    'settled_on', known_on, 'amount', cast(billed_so_far as decimal(19, 4)), 'days_late', datediff(
                        last_event_date,
                        coalesce(greatest(int_instalments.due_date, newest_due.new_due_date), running.due_date)))
        end) as outcome
    from running
    left join int_instalments on running.invoice_id = int_instalments.invoice_id
    group by running.invoice_id, running.valid_from, int_instalments.due_date
)
select
    invoice_id,
    valid_from,
    max(last_payment_date) as last_payment_date,
    if(count(outcome) = count(*), named_struct('settled_on', max(outcome).settled_on,
        'days_late', max(outcome.days_late), 'amount', max(outcome).amount), null) as outcome
from parts
group by invoice_id, valid_from
