"""The words by which a mail is supposed to be about one thing; written as phrases.py reads them."""

WITHDRAWAL = {
    "de": "widerruf*",
    "en": "withdraw from, withdrawal, revoke ~ contract",
    "es": "desistimiento, desisto, desistir",
    "zh": "无理由退货, 撤销合同, 撤回合同",
}
CANCELLATION = {
    "de": "stornier*, storno, bestellung ~ abbrechen, nicht mehr verschicken",
    "en": "cancel, cancelled, canceled, cancellation, cancelling",
    "es": "cancelar*, cancelacion, anular*, anulacion",
    "zh": "取消订单, 取消",
}
REFUND = {
    "de": "wann kommt .. geld, wo bleibt .. geld, keine erstattung, erstattung ~ nicht, "
    "geld ~ nicht ~ erhalten, geld ~ nicht ~ bekommen, rückerstattung ~ fehlt",
    "en": "where is my refund, when .. refund, refund ~ not, no refund, not refunded, "
    "waiting ~ refund, money back yet",
    "es": "donde esta ~ reembolso, cuando .. reembolso, no ~ reembolso, reembolso ~ no",
    "zh": "退款没到, 没收到退款, 退款什么时候, 还没退款",
}
DAMAGED = {
    "de": "*beschädig*, kaputt*, zerbroch*, gebroch*, zerkratz*, kratzer, eingedrückt, verbeult*, "
    "transportschaden",
    "en": "damag*, broken, cracked, scratch*, dented, shattered",
    "es": "danad*, roto, rota, rotos, rayad*, golpead*",
    "zh": "破损, 损坏, 碎了, 坏了, 划痕",
}
WRONG_ITEM = {
    "de": "falscher artikel, falschen artikel, falsches produkt, falsche ware, falsche farbe, "
    "falsche größe, falsche lampe, falsch geliefert, etwas .. anderes",
    "en": "wrong item, wrong product, wrong colour, wrong color, wrong size, different item, "
    "something else arrived",
    "es": "articulo equivocado, producto equivocado, otro articulo, otro producto, "
    "color equivocado",
    "zh": "发错, 寄错, 错误的商品",
}
MISSING_PARTS = {
    "de": "teil fehlt, teile fehlen, fehlt, fehlen, fehlend*, unvollständig*",
    "en": "missing part*, part is missing, parts are missing, missing, incomplete",
    "es": "falta una pieza, faltan piezas, falta, faltan, incompleto, incompleta",
    "zh": "缺少, 少了, 配件缺, 缺件",
}
DEFECTIVE = {
    "de": "defekt*, funktioniert .. nicht, funktioniert nicht, funktionieren nicht, "
    "geht nicht mehr, leuchtet nicht, flacker*, gewährleistung*, garantie*",
    "en": "defect*, faulty, not working, stopped working, does not work, doesnt work, warranty",
    "es": "defectuos*, no funciona, dejo de funcionar, averiad*, garantia",
    "zh": "不工作, 故障, 不亮, 保修, 质量问题",
}
RETURN = {
    "de": "zurückschick*, zurücksend*, zurückgeb*, rückgabe*, rücksendung*, retoure*, umtausch*, "
    "gefällt ~ nicht, passt ~ nicht",
    "en": "return it, return this, return the, return my, send it back, send back, want to return, "
    "exchange it, does not fit, doesnt fit, dont like",
    "es": "devolver*, devolucion, no me gusta, no me queda",
    "zh": "退货, 退回, 不合适, 不喜欢",
}
DELIVERY = {
    "de": "wo ist, wo bleibt, wann kommt, nicht angekommen, noch nicht da, nicht erhalten, "
    "nicht geliefert, angekommen ist .. nichts, zugestellt*, zustell*, sendungsverfolg*, "
    "lieferung*, paket*, liefertermin*",
    "en": "where is, not arrived, hasnt arrived, never arrived, not received, not delivered, "
    "track*, delivery, parcel*, package*, when will .. arrive",
    "es": "donde esta, no ha llegado, no he recibido, entrega*, envio, paquete*, seguimiento",
    "zh": "没收到, 没有收到, 还没到, 物流, 快递, 包裹, 发货",
}
PRODUCT_USE = {
    "de": "anleitung*, wie benutz*, wie bediene*, wie schließe ich, kann man, passt zu, geeignet*",
    "en": "manual, instructions, how do i, how to use, suitable, compatible",
    "es": "manual, instrucciones, como se usa, como uso, compatible",
    "zh": "说明书, 怎么用, 如何使用, 兼容",
}
