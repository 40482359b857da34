-- grain: invoice_id, valid_from
-- kind: view
-- Of invoices that offer a cash discount, a row for each day on which something became known. short_amount: what money that
-- came by discount_until, and stayed, leaves of the invoice, its credits and the charges of that time. granted_amount is
-- short_amount where it is no more than allowed_amount, the discount of what credits leave; change_amount: since the row before.
with undone as (
    select
        int_reversals.invoice_id, known_on, max(payment_date) as event_date,
        sum(if(is_undone or int_reversals.amount > 0 and payment_date > discount_until, 0, int_reversals.amount)) as received
    from int_reversals
    inner join int_discount_terms on int_reversals.invoice_id = int_discount_terms.invoice_id
    group by int_reversals.invoice_id, known_on
),

stayed as (
    select
        invoice_id, known_on, event_date,
        received - coalesce(max(received) over (
            partition by invoice_id order by known_on rows between 1 preceding and 1 preceding
        ), 0) as received
    from undone
),

reversed as (
    select invoice_id
    from undone
    group by invoice_id
),

lines as (
    select
        invoice_id, visible_from, cast(null as date) as event_date, cast(0 as decimal(19, 4)) as received,
        cast(0 as decimal(19, 4)) as charged, cast(0 as decimal(19, 4)) as credited
    from int_discount_terms
    union all
    select invoice_id, known_on, event_date, received, 0, 0
    from stayed
    union all
    select known_payments.invoice_id, known_payments.visible_from, payment_date, known_payments.amount, 0, 0
    from known_payments
    inner join int_discount_terms on known_payments.invoice_id = int_discount_terms.invoice_id
    left join reversed on known_payments.invoice_id = reversed.invoice_id
    where is_success and payment_date <= discount_until and reversed.invoice_id is null
    union all
    select
        known_charges.invoice_id, known_charges.visible_from, charge_date, 0, greatest(known_charges.amount, 0),
        greatest(-known_charges.amount, 0)
    from known_charges
    inner join int_discount_terms on known_charges.invoice_id = int_discount_terms.invoice_id
    where known_charges.amount < 0 or charge_date <= discount_until
    union all
    select invoice_id, visible_from, credit_date, 0, 0, amount
    from known_credit_notes
),

days as (
    select
        int_discount_terms.invoice_id,
        greatest(lines.visible_from, int_discount_terms.visible_from) as valid_from,
        max(event_date) as event_date,
        sum(received) as received,
        sum(charged) as charged,
        sum(credited) as credited
    from int_discount_terms
    inner join lines on int_discount_terms.invoice_id = lines.invoice_id
    group by int_discount_terms.invoice_id, greatest(lines.visible_from, int_discount_terms.visible_from)
),

running as (
    select
        invoice_id,
        valid_from,
        max(event_date) over so_far as event_date,
        sum(received) over so_far as received,
        sum(charged) over so_far as charged,
        sum(credited) over so_far as credited
    from days
    window so_far as (
        partition by invoice_id order by valid_from rows between unbounded preceding and current row
    )
),

judged as (
    select
        running.invoice_id, running.valid_from, event_date, received, currency, discount_until,
        cast(amount + charged - credited - received as decimal(19, 4)) as short_amount,
        terms.part_of(
            discount_amount, cast(0 as decimal(19, 4)), cast(least(greatest(amount - credited, 0), amount) as decimal(19, 4)),
            amount, currency
        ) as allowed_amount
    from running
    inner join int_discount_terms on running.invoice_id = int_discount_terms.invoice_id
),

granted as (
    select
        *,
        case
            when received > 0 and short_amount > terms.minor_units(:tolerance, currency)
                and short_amount <= allowed_amount + terms.minor_units(:tolerance, currency)
                then least(short_amount, allowed_amount)
            else 0
        end as granted_amount
    from judged
)

select
    invoice_id, valid_from, event_date, discount_until, short_amount,
    cast(allowed_amount as decimal(19, 4)) as allowed_amount,
    cast(granted_amount as decimal(19, 4)) as granted_amount,
    cast(granted_amount - coalesce(max(granted_amount) over (
        partition by invoice_id order by valid_from rows between 1 preceding and 1 preceding
    ), 0) as decimal(19, 4)) as change_amount,
    min(valid_from) over (
        partition by invoice_id order by valid_from rows between 1 following and 1 following
    ) is null as is_newest
from granted
