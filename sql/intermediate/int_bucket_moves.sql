-- grain: invoice_id, part_due_date, month_end_date
-- kind: view
-- What was open at each of the last twelve month ends that have a next one, and its bucket a month later. stays_amount is
-- what is still open of it, in to_bucket; the rest was written off, credited or paid. What was charged since is not in it.
-- Void invoices are left out on all days. Invoices in parts have a row a part (part_due_date, else null), oldest settled first.
with int_invoices as (
    select invoice_id, currency
    from int_invoices
    where not is_void
),

month_ends as (
    select last_day(add_months(date_add(:as_of, 1), -months_ago)) as month_end_date
    from (select explode(sequence(1, 13)) as months_ago)
),

balances as (
    select
        int_invoice_states.invoice_id,
        int_invoice_states.currency,
        int_instalments.due_date as part_due_date,
        month_ends.month_end_date,
        terms.open_up_to(
            int_invoice_states.open_amount, int_invoice_states.charges_amount, later_amount,
            terms.minor_units(:tolerance, int_invoice_states.currency)
        ) as open_so_far,
        if(rest_amount is null, 0, terms.open_up_to(
            int_invoice_states.open_amount, int_invoice_states.charges_amount, rest_amount,
            terms.minor_units(:tolerance, int_invoice_states.currency)
        )) as before_amount,
        int_invoice_states.credited_amount,
        int_invoice_states.written_off_amount,
        coalesce(
            terms.ageing_bucket(datediff(month_end_date, if(int_instalments.invoice_id is null, int_invoice_states.due_date,
                greatest(int_instalments.due_date, int_invoice_states.new_due_date))), :ageing), terms.no_due_date()
        ) as bucket
    from int_invoice_states
    inner join month_ends
        on month_ends.month_end_date between int_invoice_states.valid_from and int_invoice_states.valid_to
        and (int_invoice_states.open_amount > 0 or month_ends.month_end_date = last_day(int_invoice_states.valid_from))
    left join int_instalments on int_invoice_states.invoice_id = int_instalments.invoice_id
),

opened as (
    select *, cast(open_so_far - before_amount as decimal(19, 4)) as open_amount
    from balances
),

pairs as (
    select
        *,
        max(month_end_date) over next_stand as next_month_end_date,
        max(bucket) over next_stand as next_bucket,
        max(open_amount) over next_stand as next_open_amount,
        max(before_amount) over next_stand as next_before_amount,
        max(credited_amount) over next_stand as next_credited_amount,
        max(written_off_amount) over next_stand as next_written_off_amount
    from opened
    window next_stand as (
        partition by invoice_id, part_due_date
        order by month_end_date
        rows between 1 following and 1 following
    )
),

-- settled_before: what of older parts was settled since, which took write-offs and credits first.
steps as (
    select
        invoice_id,
        part_due_date,
        month_end_date,
        bucket as from_bucket,
        next_bucket as to_bucket,
        open_amount as from_amount,
        least(greatest(next_open_amount, 0), open_amount) as stays_amount,
        greatest(before_amount - next_before_amount, 0) as settled_before,
        greatest(next_written_off_amount - written_off_amount, 0) as written_off,
        next_credited_amount - credited_amount as credited
    from pairs
    where open_amount > 0 and next_month_end_date = last_day(add_months(month_end_date, 1))
),

given_up as (
    select *, greatest(least(written_off - settled_before, from_amount - stays_amount), 0) as written_off_amount
    from steps
),

parted as (
    select
        *,
        greatest(
            least(written_off + credited - settled_before, from_amount - stays_amount) - written_off_amount, 0
        ) as credited_amount
    from given_up
)

select
    int_invoices.currency,
    parted.invoice_id,
    parted.part_due_date,
    parted.month_end_date,
    parted.from_bucket,
    parted.to_bucket,
    parted.from_amount,
    cast(parted.stays_amount as decimal(19, 4)) as stays_amount,
    cast(parted.written_off_amount as decimal(19, 4)) as written_off_amount,
    cast(parted.credited_amount as decimal(19, 4)) as credited_amount,
    cast(parted.from_amount - parted.stays_amount - parted.written_off_amount - parted.credited_amount
        as decimal(19, 4)) as paid_amount
from parted
inner join int_invoices on parted.invoice_id = int_invoices.invoice_id
