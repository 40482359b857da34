-- grain: invoice_id, due_date
-- kind: view
-- The parts of an invoice by due date, where they sum to its amount and none is below zero. Money settles the oldest first, so
-- what is open is in the last parts. later_amount: what is due after the part (null: it is the last). rest_amount: it and what
-- is due after it (null: it is the first). A part is open in so far as the balance, less charges, is more than later_amount.
with parts as (
    select invoice_id, due_date, sum(amount) as amount, min(amount) as smallest_amount
    from known_instalments
    group by invoice_id, due_date
),

planned as (
    select
        *,
        sum(amount) over parts_after as later_amount,
        min(due_date) over next_part as next_due_date,
        sum(amount) over plan as planned_amount,
        min(smallest_amount) over plan as least_amount,
        min(due_date) over plan as first_due_date
    from parts
    window parts_after as (
        partition by invoice_id order by due_date rows between 1 following and unbounded following
    ), next_part as (
        partition by invoice_id order by due_date rows between 1 following and 1 following
    ), plan as (
        partition by invoice_id order by due_date rows between unbounded preceding and unbounded following
    )
),

invoices as (
    select invoice_id, amount, known_currency
    from known_invoices
)

select
    planned.invoice_id,
    planned.due_date,
    planned.next_due_date,
    cast(planned.later_amount as decimal(19, 4)) as later_amount,
    cast(
        if(planned.due_date > planned.first_due_date, coalesce(planned.later_amount, 0) + planned.amount, null)
        as decimal(19, 4)
    ) as rest_amount
from planned
inner join invoices on planned.invoice_id = invoices.invoice_id
where abs(planned.planned_amount - invoices.amount) <= terms.minor_units(:tolerance, known_currency)
    and planned.least_amount >= 0
