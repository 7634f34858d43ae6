<h1>Check in</h1>
<form action="/checkin" method="post">
<input name="pnr"><input name="name"><button>Check in</button>
</form>
