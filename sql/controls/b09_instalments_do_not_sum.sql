-- grain: invoice_id
-- control: B09
-- title: Instalments that do not sum to their invoice
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: instalments
-- policy: tolerance
-- Such parts are not used: the invoice is aged by its own due date. Nor are those of which one is below zero.
with

instalments as (
    select
        invoice_id,
        count(*) as parts,
        count_if(amount < 0) as parts_below_zero,
        sum(amount) as planned_amount
    from known_instalments
    group by invoice_id
),

invoices as (
    select
        int_invoices.invoice_id,
        int_invoices.face_amount,
        instalments.parts,
        instalments.planned_amount,
        concat_ws(
            ', ',
            if(
                abs(planned_amount - face_amount) > terms.minor_units(:tolerance, currency),
                concat(terms.counted(parts, 'part'), if(parts = 1, ' sums to ', ' sum to '),
                    terms.money_text(planned_amount, currency), ', the invoice is ',
                    terms.money_text(face_amount, currency)),
                null
            ),
            if(parts_below_zero > 0 and face_amount >= 0, concat(terms.counted(parts_below_zero, 'part'), ' below zero'), null)
        ) as faults
    from int_invoices
    inner join instalments
        on int_invoices.invoice_id = instalments.invoice_id
    where not int_invoices.is_void
)

select
    invoice_id,
    face_amount as expected_amount,
    planned_amount as actual_amount,
    null as amount,
    faults as evidence
from invoices
where faults <> ''
